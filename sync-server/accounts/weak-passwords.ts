/**
 * What people in a Chinese shop type when they are asked for a password. Collected from the usual lists of leaked
 * passwords and from pinyin habits (woaini 我爱你, 1314 一生一世, 520 我爱你, 168 一路发), then the words of this trade.
 * Strength meters know none of the pinyin: zxcvbn gives `woaini1314` 3 of 4. Lower case, longest match wins.
 */
const WORDS = `
password passwort passw0rd pass pwd admin administrator root test guest user login welcome master manager boss owner
default changeme letmein secret hello monkey dragon shadow sunshine princess superman batman football baseball iloveyou
computer internet windows android iphone apple google taobao tmall alipay wechat weixin qq baidu huawei xiaomi
abc abcd abcde qwe qwer asd asdf zxc zxcv qaz wsx edc rfv 1qaz 2wsx 3edc 4rfv
woaini woaiwo aini aiwo woai wode nide baobei baobao laopo laogong qinaide mama baba jiejie gege didi meimei
nihao woshi zhongguo china beijing shanghai wuhan guangzhou shenzhen hubei wuchang hankou hanyang guanggu
mima denglu mingzi gongsi laoban dianzhang jingli dianyuan caiwu kaoqin cangku shouyin yuangong
yanjing jingpian jingjia yanguang peijing yinxing taiyangjing glasses optical optic optics lensbook lens frame
jingzhang shop store dian mendian zongdian fendian
wang wangwei li liwei zhang zhangwei liu liuwei chen chenwei yang huang zhao zhou xu sun zhu hu guo he lin gao luo zheng
xiaoming xiaohong xiaoli xiaowang xiaozhang
1314 520 521 1314520 5201314 168 888 666 999 518 158 123 321 1234 4321 110 119 120 147 258 369 159 357 147258 159357
110110 112233 121212 123123 131313 520520 789456 147896325
`;

export const weakWords: readonly string[] = [...new Set(WORDS.trim().split(/\s+/))];
